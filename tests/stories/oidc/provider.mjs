// A real OpenID Connect provider (npm's oidc-provider), with the people that the story needs.
// node provider.mjs PORT REDIRECT_ADDRESS…: says "ready" when it answers.
import Provider from "oidc-provider";

const [port, ...redirects] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

// login name -> what the provider says of that person
const people = {
  bob: { email: "bob@martin.example", email_verified: true },
  zoe: { email: "zoe@martin.example", email_verified: true },
  stranger: { email: "stranger@martin.example", email_verified: true },
  unverified: { email: "bob@martin.example", email_verified: false },
  elsewhere: { email: "charlie@novak.example", email_verified: true },
  second_bob: { email: "bob@martin.example", email_verified: true },
  olga: { email: "olga@lumen.example", email_verified: true },
  nora: { email: "nora@lumen.example", email_verified: true },
  staff: { email: "sam@martin.example", email_verified: true },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "tenir",
      client_secret: "a-secret-of-the-story-and-of-nothing-else",
      redirect_uris: redirects,
      response_types: ["code"],
      grant_types: ["authorization_code"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  pkce: { required: () => true, methods: ["S256"] },
  features: { devInteractions: { enabled: true } }, // its own pages for sign-in and consent
  cookies: { keys: ["a-key-of-the-story"] },
  findAccount: (_, id) =>
    people[id] && { accountId: id, claims: () => ({ sub: id, name: id, ...people[id] }) },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
