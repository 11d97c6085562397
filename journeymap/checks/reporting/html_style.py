"""How the HTML report looks: the whole style sheet, in light and in dark.

Text reads at 4.5:1 on its ground at least. Sides are named start and end, so that the page turns
round for languages that are written from right to left.
"""

STYLE = """\
:root {
  --ground: #ffffff; --card: #f5f6f8; --text: #1b1f27; --quiet: #565e6c; --line: #d5d9e0;
  --link: #1a56b0; --error: #b3261e; --warning: #8a5300; --info: #1a56b0; --mark: #ffe28a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181e; --card: #1e232b; --text: #e9ecf1; --quiet: #a7afbd; --line: #3a414d;
    --link: #8db8ff; --error: #ff9a91; --warning: #f3bd6b; --info: #8db8ff; --mark: #6b5310;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, "Noto Sans", sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; padding-top: .75rem;
  border-top: 1px solid var(--line); }
h2 code { color: var(--quiet); font-weight: normal; }
code, pre { font-family: ui-monospace, "Noto Sans Mono", monospace; font-size: .875em;
  unicode-bidi: isolate; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.sum { font-size: 1.1rem; margin: 0 0 1.5rem; }
.note { color: var(--quiet); font-size: .875rem; margin: .25rem 0 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: bold; padding-bottom: .4rem; }
th, td { text-align: start; padding: .4rem .75rem; border-bottom: 1px solid var(--line);
  vertical-align: top; }
thead th { color: var(--quiet); font-size: .875rem; white-space: nowrap; }
tbody th { font-weight: normal; min-width: 15rem; }
.short { white-space: nowrap; }
.n { text-align: end; font-variant-numeric: tabular-nums; }
details { margin: .5rem 0; background: var(--card); border-radius: .5rem;
  border-inline-start: .3rem solid var(--info); }
details.error { border-color: var(--error); }
details.warning { border-color: var(--warning); }
summary { cursor: pointer; padding: .55rem .9rem; font-weight: bold; color: var(--info); }
.error summary { color: var(--error); }
.warning summary { color: var(--warning); }
summary span { font-weight: normal; color: var(--quiet); }
ul { list-style: none; margin: 0; padding: 0 .9rem .4rem; }
li { padding: .6rem 0; border-top: 1px solid var(--line); }
li p { margin: 0; }
li .note { margin-top: .3rem; }
pre { margin: .35rem 0 0; padding: .4rem .6rem; background: var(--ground); border-radius: .3rem;
  overflow-x: auto; white-space: pre; }
mark { background: var(--mark); color: inherit; border-radius: .15rem; }
@media print { details { break-inside: avoid; } .wide { overflow: visible; } }
"""
