"""The walls between the modules, checked by reading the source.

Nothing that is checked is ever imported, and nothing but the standard library is needed, so the
walls hold in a hook, in CI and in a checkout without an environment. Each file is one idea:

- `sources`    finds, decodes and parses the files; what cannot be read is a finding
- `names`      what a name in a file stands for: scopes, aliases, literals that fold
- `references` everything that a file reaches, as dotted paths with their lines
- `project`    the layout: modules, manifests, what a gateway offers, re-exports
- `imports`    the rule of who may reach what
- `uses`       declared against real dependencies, and cycles among them
- `tables`     foreign keys and relationships stay in their module
- `doors`      a gateway and its events speak plain data only

Out of reach: code that is itself text (`exec`), names that are only known when the program runs,
and tables that are named inside SQL text.
"""
