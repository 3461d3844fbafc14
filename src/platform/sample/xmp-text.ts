/** What XMP is to say. */
export interface XmpFacts {
  readonly title: string;
  readonly tags: readonly string[];
  /** 1 to 5; `null` for none. */
  readonly rating: number | null;
}

/** An XMP packet (XMP specification part 1, 7): title, keywords and rating. */
export const xmpText = ({ title, tags, rating }: XmpFacts): string => {
  const items = tags.map((tag) => `<rdf:li>${escaped(tag)}</rdf:li>`).join('');
  const rated = rating === null ? '' : ` xmp:Rating="${rating}"`;
  return (
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>' +
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">' +
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"' +
    ` xmlns:xmp="http://ns.adobe.com/xap/1.0/"${rated}>` +
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>` +
    `<dc:subject><rdf:Bag>${items}</rdf:Bag></dc:subject>` +
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
  );
};

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
