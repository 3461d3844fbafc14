import { DOMParser, onErrorStopParsing, type Document, type Element } from '@xmldom/xmldom';
import type { XmpName, XmpProperties } from '../../core/exports/read-said.ts';
import { XMP_NAMESPACES } from '../../core/exports/xmp-sidecar.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const XML = 'http://www.w3.org/XML/1998/namespace';
/** A worker has no DOMParser; without `onErrorStopParsing` xmldom never ends on some bad XML. */
const parser = new DOMParser({ onError: onErrorStopParsing });

/** The properties of an XMP packet in any of the forms that programs write; `null` where it is no XML. */
export const parseXmp = (xmp: string): XmpProperties | null => {
  const document = parse(xmp);
  if (document === null) return null;
  const subjects = [...document.getElementsByTagNameNS(RDF, 'Description')];
  const find = (name: XmpName): Element | string | null => {
    const [prefix = '', local = ''] = name.split(':');
    const namespace = XMP_NAMESPACES[prefix as keyof typeof XMP_NAMESPACES];
    for (const subject of subjects) {
      if (subject.hasAttributeNS(namespace, local))
        return subject.getAttributeNS(namespace, local);
      const child = childrenOf(subject).find(
        ({ namespaceURI, localName }) => namespaceURI === namespace && localName === local,
      );
      if (child !== undefined) return child;
    }
    return null;
  };
  return {
    text: (name) => {
      const found = find(name);
      if (found === null || typeof found === 'string') return found;
      const items = itemsOf(found);
      const chosen = items.find(isDefault) ?? items[0] ?? found;
      return chosen.textContent ?? '';
    },
    list: (name) => {
      const found = find(name);
      if (found === null) return [];
      if (typeof found === 'string') return [found];
      return itemsOf(found).map(({ textContent }) => textContent ?? '');
    },
  };
};

/** xmldom throws errors of its own for what is no XML; the packet's marks may stand around it. */
const parse = (xmp: string): Document | null => {
  try {
    return parser.parseFromString(xmp.replace(/^\u{feff}/u, ''), 'application/xml');
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
};

const isDefault = (item: Element): boolean => item.getAttributeNS(XML, 'lang') === 'x-default';

/** The entries of the container that a property holds; none where it holds text. */
const itemsOf = (property: Element): readonly Element[] =>
  childrenOf(property)
    .filter(({ namespaceURI }) => namespaceURI === RDF)
    .flatMap(childrenOf)
    .filter(({ namespaceURI, localName }) => namespaceURI === RDF && localName === 'li');

const childrenOf = (parent: Element): readonly Element[] =>
  [...parent.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);
