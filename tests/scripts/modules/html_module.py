import html, html.entities
for s in ('<a href="x">\'&</a>','&lt;&amp;&#x41;&#66;&nbsp;&notit;&notin;&copy &copyx &#0; &#x80; &#xD800; &#x110000; &#1; &bogus; &amp','&','&#;','&#x;','&Eacute;t&eacute','no'):
    print(ascii(html.escape(s)), ascii(html.escape(s,False)), ascii(html.unescape(s)))
print(len(html.entities.html5), html.entities.name2codepoint['eacute'], html.entities.codepoint2name[38], html.entities.entitydefs['lt'])
