"""What the pages share: templates, styles, components; it knows no article."""
