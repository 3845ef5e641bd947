"""What somebody who means harm would write: texts, Markdown and addresses, with a call in place of CALL that tells."""

CALL = "pwn(0)"
"""Stands in each text; a test puts its own number in, so that a hit says which text of which field ran."""

ELSEWHERE = "https://boos.example/"
"""Somebody else's host: no request may go there unless a reader follows a link."""

TEXTS = (
    # a tag, and every place in a page that it might have to get out of first
    *("<script>pwn(0)</script>", '"><script>pwn(0)</script>', "'><script>pwn(0)</script>", "</script><script>pwn(0)//"),
    *("</title><script>pwn(0)</script>", "</textarea><script>pwn(0)</script>", "</style><script>pwn(0)</script>"),
    *("--><script>pwn(0)</script>", "]]><script>pwn(0)</script>", "<!--<script>pwn(0)//--></script>"),
    *(
        "<xmp><script>pwn(0)</script>",
        "<plaintext><script>pwn(0)</script>",
        "</select></option><script>pwn(0)</script>",
    ),
    *("</noscript><img src=x onerror=pwn(0)>", "<noscript><p title='</noscript><img src=x onerror=pwn(0)>'>"),
    *(
        "<template><img src=x onerror=pwn(0)></template>",
        "<sc<script>ript>pwn(0)</script>",
        "<SCRIPT/x>pwn(0)</SCRIPT>",
    ),
    # things that run by themselves
    *("<img src=x onerror=pwn(0)>", '"><img src=x onerror="pwn(0)">', "<img/src='x'/onerror=pwn(0)>"),
    *("<svg onload=pwn(0)>", "<svg><script>pwn(0)</script></svg>", "<svg><script href='data:,pwn(0)'/></svg>"),
    *("<svg><animate onbegin=pwn(0) attributeName=x dur=1s>", "<svg><style><img src=x onerror=pwn(0)></style></svg>"),
    *("<math><mtext><img src=x onerror=pwn(0)></mtext></math>", "<details open ontoggle=pwn(0)>x</details>"),
    *("<video><source onerror=pwn(0)></video>", "<audio src=x onerror=pwn(0)>", "<marquee onstart=pwn(0)>x</marquee>"),
    *(
        "<body onload=pwn(0)>",
        "<input autofocus onfocus=pwn(0)>",
        "<button popovertarget=menu onclick=pwn(0)>x</button>",
    ),
    *("<iframe srcdoc='<script>parent.pwn(0)</script>'></iframe>", "<iframe src='javascript:parent.pwn(0)'></iframe>"),
    *("<object data='javascript:pwn(0)'></object>", "<embed src='javascript:pwn(0)'>", "<frameset onload=pwn(0)>"),
    *("<a href='javascript:pwn(0)'>x</a>", "<form action='javascript:pwn(0)'><button>x</button></form>"),
    *("<style>*{animation:x}@keyframes x{}</style><b onanimationstart=pwn(0)>x</b>", "<dialog open onclose=pwn(0)>"),
    # an attribute to get out of
    *('" autofocus tabindex=0 onfocus="pwn(0)" x="', "' autofocus tabindex=0 onfocus='pwn(0)' x='"),
    *(" autofocus tabindex=0 onfocus=pwn(0) x=", '"onmouseover="pwn(0)"style="position:fixed;inset:0"'),
    *("&quot; onfocus=pwn(0) autofocus x=&quot;", "`onfocus=pwn(0) autofocus x=`"),
    # a script to get out of
    *(
        '"}};pwn(0);//',
        '");pwn(0);("',
        "';pwn(0);'",
        "`${pwn(0)}`",
        "</script/x><img src=x onerror=pwn(0)>",
        "\\';pwn(0)//",
    ),
    # decoded once more than meant
    *("&lt;img src=x onerror=pwn(0)&gt;", "&#60;img src=x onerror=pwn(0)&#62;", "&amp;lt;script&amp;gt;pwn(0)"),
    *("\\u003cimg src=x onerror=pwn(0)\\u003e", "\\x3cscript\\x3epwn(0)", "%3Cscript%3Epwn(0)%3C/script%3E"),
    *("\uff1cscript\uff1epwn(0)\uff1c/script\uff1e", "<\u017fcript>pwn(0)</\u017fcript>", "\u2039script\u203apwn(0)"),
    # templates, formulas, and other languages
    *(
        "{{ pwn(0) }}",
        "{{ ''.__class__.__mro__ }} pwn(0)",
        "{% raw %}{{ pwn(0) }}",
        "{# pwn(0)",
        "${pwn(0)}",
        "<%= pwn(0) %>",
    ),
    *('=HYPERLINK("https://boos.example/?pwn(0)")', "=cmd|' /C pwn(0)'!A0", "@SUM(1)pwn(0)", "+1+pwn(0)", "-1+pwn(0)"),
    *("$(touch pwn(0))", "`touch pwn(0)`", "'; DROP TABLE praktijken; -- pwn(0)", "../../../../etc/passwd pwn(0)"),
    # another host, another page, another name for what our own scripts look for
    *(
        "<meta http-equiv=refresh content='0;url=https://boos.example/m'>pwn(0)",
        "<base href='https://boos.example/'>pwn(0)",
    ),
    *(
        "<link rel=stylesheet href='https://boos.example/l'>pwn(0)",
        "<style>@import 'https://boos.example/s';</style>pwn(0)",
    ),
    *("<img src='https://boos.example/i'>pwn(0)", "<script src='https://boos.example/j'></script>pwn(0)"),
    *("<form id=search name=search><input name=q>pwn(0)", "<img name=getElementById><img name=kb>pwn(0)"),
    *("<p id=resultaten><p id=hulp><p id=zoek-manifest>pwn(0)", "<a id=kb><a id=kb name=search href='x:pwn(0)'>"),
)
"""For every field that takes text, and for whatever a reader may type."""

MARKDOWN = (
    # HTML in a text, in blocks of every kind
    *(
        "<script>pwn(0)</script>",
        "<div onclick=pwn(0) id=inhoud>x</div>",
        "> <img src=x onerror=pwn(0)>",
        "- <svg onload=pwn(0)>",
    ),
    *(
        "1. <script>pwn(0)</script>",
        "## Kop <img src=x onerror=pwn(0)>",
        "### <a name=kb id=kb>pwn(0)</a>",
        "*<b onfocus=pwn(0)>*",
    ),
    *(
        "a|b\n-|-\n<img src=x onerror=pwn(0)>|<script>pwn(0)</script>",
        "`<img src=x onerror=pwn(0)>`",
        "    <script>pwn(0)</script>",
    ),
    *(
        "```html\n<script>pwn(0)</script>\n```",
        '```x" onmouseover=pwn(0) y="\ntekst\n```',
        "~~~\n</code></pre><script>pwn(0)</script>\n~~~",
    ),
    *(
        "``` {.x onclick=pwn(0) style=color:red}\nx\n```",
        "Setext <img src=x onerror=pwn(0)>\n====",
        "Setext <svg/onload=pwn(0)>\n----",
    ),
    *(
        "<p markdown=1>*<script>pwn(0)</script>*</p>",
        "<!-- --><img src=x onerror=pwn(0)>",
        "<!-- x -- > <script>pwn(0)</script>",
    ),
    *(
        "a <!-- b\n--> <script>pwn(0)</script>",
        "<![CDATA[<script>pwn(0)</script>]]>",
        "<?php pwn(0) ?><img src=x onerror=pwn(0)>",
    ),
    *(
        "<!DOCTYPE x [<!ENTITY y 'pwn(0)'>]>&y;",
        "</section></article></main><script>pwn(0)</script>",
        "<style>@import 'https://boos.example/s'</style>",
    ),
    *(
        '<a href="x" onclick="pwn(0)">x</a>',
        "<a\nhref=javascript:pwn(0)>x</a>",
        "<textarea><img src=x onerror=pwn(0)></textarea>",
    ),
    *(
        '<math><mi//xlink:href="data:x,<script>pwn(0)</script>">',
        "<svg><use href=\"data:image/svg+xml,<svg id='x' onload='pwn(0)'/>#x\"/></svg>",
    ),
    *(
        "&lt;script&gt;pwn(0)&lt;/script&gt;",
        "&#60;script&#62;pwn(0)&#60;/script&#62;",
        "&#x3c;img src=x onerror=pwn(0)&#x3e;",
    ),
    *("\\<script\\>pwn(0)\\</script\\>", "<scr\\ipt>pwn(0)</scr\\ipt>", "<<script>script>pwn(0)<</script>/script>"),
    # links whose words, titles and addresses try to get out
    *(
        '[x](https://boos.example/ "a\\" onmouseover=pwn(0) b=\\"")',
        "[x](https://boos.example/ 'a\" onfocus=pwn(0) autofocus x=\"')",
    ),
    *("[<img src=x onerror=pwn(0)>](https://boos.example/)", '[x](https://boos.example/?a="onmouseover=pwn(0))'),
    *(
        "[x](<https://boos.example/ onmouseover=pwn(0)>)",
        '<https://boos.example/?"onmouseover=pwn(0)>',
        "[x](https://boos.example/')",
    ),
    *(
        "[a]: https://boos.example/ '\" onmouseover=pwn(0) x=\"'\n\n[a]",
        "[x][b]\n\n[b]: javascript:pwn(0)",
        '[x](een.md#" onmouseover=pwn(0))',
    ),
    *(
        '[x](#"><script>pwn(0)</script>)',
        "[x](#constructor)",
        "[x](#__proto__)",
        "[x](een.md?q=<script>pwn(0)</script>)",
    ),
    *(
        '![a" onerror=pwn(0) b="](_media/plaatje.png)',
        "![x](_media/plaatje.png 'a\" onload=pwn(0) b=\"')",
        "![<script>pwn(0)</script>](_media/plaatje.png)",
    ),
    *(
        "![x](https://boos.example/i.png)",
        "![x](//boos.example/i.png)",
        "![x](_media/../../x.png)",
        "![x](data:image/svg+xml,<svg/onload=pwn(0)>)",
    ),
    *(
        "![x](_media/plaatje.png){onclick=pwn(0)}",
        "[![x](javascript:pwn(0))](javascript:pwn(0))",
        "![x](_media/a.svg)",
        "<javascript:pwn(0)>",
    ),
    # footnotes, ids and attribute lists
    *(
        'Noot[^1"onclick=pwn(0)]\n\n[^1"onclick=pwn(0)]: <script>pwn(0)</script>',
        "Noot[^zoek]\n\n[^zoek]: <img src=x onerror=pwn(0)>",
    ),
    *(
        "Noot[^<script>pwn(0)</script>]\n\n[^<script>pwn(0)</script>]: x",
        "## Kop {#search onclick=pwn(0)}",
        "Tekst {: #inhoud onclick=pwn(0) }",
    ),
    *(
        "### inhoud\n\npwn(0)",
        "### resultaten\n\npwn(0)",
        "### getElementById\n\npwn(0)",
        "*[HTML]: <script>pwn(0)</script>\n\nHTML",
    ),
    *(
        "[TOC]\n\npwn(0)",
        "term\n: <script>pwn(0)</script>",
        "{{ pwn(0) }} {% include 'base.html' %}",
        "{!! pwn(0) !!} <% pwn(0) %>",
    ),
    # signs of Python-Markdown's own, by which it keeps what it has yet to put back
    *(
        "\x02wzxhzdk:0\x03 pwn(0)",
        "\x02klzzwxh:0000\x03 pwn(0)",
        "\x02amp\x03lt;script>pwn(0)",
        "\x02:0\x03<script>pwn(0)</script>",
    ),
)
"""For the text of a practice. What ends a document (an open fence) stands last in a text of its own."""

_SPELLINGS = (
    *(
        "javascript:{}",
        "JaVaScRiPt:{}",
        "javascript\t:{}",
        "java\tscript:{}",
        "java\nscript:{}",
        "java\rscript:{}",
        " javascript:{}",
    ),
    *(
        "\x01javascript:{}",
        "\x00javascript:{}",
        "\u00a0javascript:{}",
        "\ufeffjavascript:{}",
        "java\u00adscript:{}",
        "java\u200bscript:{}",
    ),
    *(
        "javascript&colon;{}",
        "javascript&#58;{}",
        "javascript&#x3a;{}",
        "javascript&#0000058{}",
        "&#106;avascript:{}",
        "&#x6A;avascript:{}",
    ),
    *(
        "&#0000106;avascript:{}",
        "java&Tab;script:{}",
        "java&NewLine;script:{}",
        "java&#10;script:{}",
        "%6aavascript:{}",
        "javascript%3A{}",
    ),
    *(
        "\\javascript:{}",
        "javascript\\:{}",
        "//javascript:{}",
        "javascript://%0a{}",
        "javascript://boos.example/%0a{}",
        "javascript:/*https://*/{}",
    ),
    *(
        "vbscript:{}",
        "livescript:{}",
        "mocha:{}",
        "data:text/html,<script>{}</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "DATA:text/html,{}",
    ),
    *(
        "data:image/svg+xml,<svg onload={}>",
        "blob:https://boos.example/{}",
        "filesystem:https://boos.example/{}",
        "file:///etc/passwd#{}",
    ),
    *(
        "about:blank#{}",
        "view-source:{}",
        "ftp://boos.example/{}",
        "ws://boos.example/{}",
        "intent://{}",
        "tel:{}",
        "sms:{}",
        "x-nieuw:{}",
    ),
    *(
        "//boos.example/{}",
        "/\\boos.example/{}",
        "\\\\boos.example/{}",
        "///boos.example/{}",
        "https:boos.example/{}",
        "http:/boos.example/{}",
    ),
    *(
        "https://",
        "https:///{}",
        "https://[",
        "https://[::1",
        "https://boos.example:99999/{}",
        "https://boos.example\\@{}",
        "jav\u0430script:{}",
    ),
)
ADDRESSES = tuple(spelling.format(CALL) for spelling in _SPELLINGS)
"""For every field and link that takes an address: none of these may become one that a browser runs or asks for."""

WORDS = (
    *(
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty",
        "valueOf",
        "prototype",
        "__defineGetter__",
        "isPrototypeOf",
    ),
    *(
        "__proto__ constructor",
        "-__proto__",
        '"__proto__"',
        "__proto__*",
        "constructor:twente",
        "region:__proto__",
        "regio:constructor",
    ),
    *(
        ".*",
        "(a+)+$",
        "[",
        "\\",
        "^$",
        "a{1,99999}",
        "(?<n>x)",
        "*",
        "**",
        "-",
        "--",
        '"',
        '""',
        '"""',
        "OF",
        "OF OF",
        "a OF",
        "-OF",
        "regio:",
        ":",
    ),
    *(
        "%",
        "%00",
        "%u003c",
        "%E0%A4%A",
        "&region=x",
        "?q=x",
        "#",
        "+",
        "\x00",
        "\x1b[2J",
        "\u202e",
        "\ud7ff",
        "\U0001f468\u200d\U0001f469",
        "e\u0301\u0301",
    ),
    *(
        "\u2028",
        "\u0130",
        "\ufdfa",
        "\u1e9e",
        "null",
        "undefined",
        "NaN",
        "true",
        "0",
        "-0",
        "1e999",
        "[object Object]",
        "a" * 3000,
        "e\u0301" * 2000,
    ),
)
"""What may upset a search: names that every object of the browser has, signs of its own language, and odd letters."""
