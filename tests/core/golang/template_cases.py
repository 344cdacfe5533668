"""Templates with what they become: rendered here everywhere, and by Go's own engine where it is."""

VALUES = {"user": "octocat", "token": 'a"b\\c<&>', "empty": "", "host": "ghcr.io", "e": "é\n"}

RENDERED: list[tuple[str, str]] = [
    ("", ""),
    ("no action", "no action"),
    ("{{ .user }}", "octocat"),
    ("{{.user}}:{{ $.host }}", "octocat:ghcr.io"),
    ("a {{- .user -}} b", "aoctocatb"),
    ("a\n{{- /* gone */ -}}\nb", "ab"),
    ("{{/* gone */}}a", "a"),
    ('{{ "a\\tb\\u00e9" }}', "a\tbé"),
    ("{{ `a\\tb` }}", "a\\tb"),
    ('{{ "}}" }}', "}}"),
    ('{"a":{"b":"{{ .user }}"}}', '{"a":{"b":"octocat"}}'),
    ('{{ printf "%s:%s" .user .token | b64enc }}', "b2N0b2NhdDphImJcYzwmPg=="),
    ('{{ (printf "%s%%%d" .user 5) | upper }}', "OCTOCAT%5"),
    ("{{ .token | toJson }}", '"a\\"b\\\\c\\u003c\\u0026\\u003e"'),
    ("{{ .token | toRawJson }}", '"a\\"b\\\\c<&>"'),
    ("{{ .token | quote }}{{ .user | squote }}", '"a\\"b\\\\c<&>"\'octocat\''),
    ('{{ printf "%q" .e }}', '"é\\n"'),
    ("{{ .user | b64enc | b64dec }}", "octocat"),
    ("{{ .user | toString | trim | lower }}", "octocat"),
    ('{{ .empty | default "x" }}{{ .user | default "x" }}', "xoctocat"),
    ("{{ if .empty }}a{{ else if .user }}b{{ else }}c{{ end }}", "b"),
    ("{{ if not .empty }}a{{ end }}", "a"),
    ("{{ with .user }}[{{ . }} {{ $.host }}]{{ end }}", "[octocat ghcr.io]"),
    ("{{ with .empty }}a{{ else }}b{{ end }}", "b"),
    ("{{ $u := .user }}{{ $u }}{{ $u = .host }}{{ $u }}", "octocatghcr.io"),
    ('{{ index . "user" }}', "octocat"),
    ('{{ eq .host "ghcr.io" "quay.io" }}', "true"),
    ('{{ if and .user (ne .host "quay.io") }}a{{ end }}', "a"),
    ("{{ or .empty .user }}{{ and .user .host }}", "octocatghcr.io"),
    (
        '{{ dict "auths" (dict .host (dict "username" .user)) | toJson }}',
        '{"auths":{"ghcr.io":{"username":"octocat"}}}',
    ),
    ('{{ list .user .host | join "," }}', "octocat,ghcr.io"),
    ('{{ .user | replace "o" "0" | trimSuffix "t" | trimPrefix "0" }}', "ct0ca"),
    ("{{ len .user }}{{ true }}", "7true"),
    ("{{ .user | }}", "octocat"),
    ('{{ print .user ":" .host }}', "octocat:ghcr.io"),
]

REFUSED: list[tuple[str, str]] = [
    ("{{ .missing }}", "nothing gives it a value `.missing`"),
    ("{{ .user.name }}", "`.name` is asked of what has no fields"),
    ("{{ .user", "an action in it is not closed"),
    ("{{ }}", "an action in it is empty"),
    ("{{ if .user }}a", "an `if` in it has no `end`"),
    ("{{ end }}", "`end` has no beginning"),
    ("{{ .user | nothing }}", "it uses the function `nothing`"),
    ("{{ (.user }}", "a parenthesis in it is not closed"),
    ("{{ $x }}", "it has no variable `$x`"),
    ("{{ .user .host }}", "a value in it is given arguments"),
    ('{{ "\\q" }}', "a text in it has an escape that is not known here"),
    ("{{ | .user }}", "a command in it is empty"),
    ("{{ .user ? }}", "an action in it cannot be read"),
]

UNKNOWN_HERE: list[tuple[str, str]] = [
    ("{{ range $k, $v := . }}{{ $k }}{{ end }}", "it uses `range`"),
    ('{{ define "x" }}{{ end }}', "it uses `define`"),
    ("{{ .user | sha256sum }}", "it uses the function `sha256sum`"),
    ("{{ .token | b64dec }}", "its function `b64dec` cannot take what it is given"),
    ('{{ printf "%s" }}', "its function `printf` cannot take what it is given"),
    ("{{ . }}", "it prints what is no text"),
]
"""What Go renders, and is not rendered here."""
