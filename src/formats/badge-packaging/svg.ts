import { SaxesParser, type SaxesTagNS } from 'saxes';

/** Namespace to the element a badge is baked in. Source: Open Badges 2.0, Baking; Open Badges 3.0, 5.3. */
const BAKED: Readonly<Record<string, string>> = {
  'http://openbadges.org': 'assertion',
  'https://purl.imsglobal.org/ob/v3p0': 'credential',
};

/** Whether a text begins as an SVG picture. */
export function looksLikeSvg(text: string): boolean {
  return /^\s*<(\?xml|!DOCTYPE|!--|[\w-]+:svg\b|svg\b)/iu.test(text) && /<([\w-]+:)?svg\b/iu.test(text);
}

/** The one text an SVG picture has baked in, or why there is none that counts. Entities are refused, not read. */
export function readSvg(svg: string): { readonly text: string } | { readonly fault: string } {
  const texts: string[] = [];
  let [fault, inside]: [string | null, { verify: string | null; text: string } | null] = [null, null];
  const refuse = (reason: string) => {
    fault ??= reason;
  };
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', () => refuse('the picture is not well-formed XML; download it again'));
  parser.on('doctype', (doctype) => {
    // The declaration by name, which old drawing programs write, declares nothing.
    if (/[[\]]|<!/u.test(doctype)) refuse('the picture declares entities of its own, which is not allowed in a badge');
  });
  parser.on('opentag', (tag) => {
    if (isBaked(tag)) inside = { verify: tag.attributes.verify?.value.trim() || null, text: '' };
  });
  const hear = (text: string) => {
    if (inside) inside.text += text;
  };
  parser.on('text', hear);
  parser.on('cdata', hear);
  parser.on('closetag', (tag) => {
    if (!isBaked(tag) || !inside) return;
    // A JWS is in the attribute, a document in the element; the attribute of a hosted assertion is its address.
    const text = inside.text.trim();
    texts.push(text === '' ? (inside.verify ?? '') : text);
    inside = null;
  });
  try {
    parser.write(svg).close();
  } catch {
    refuse('the picture is not well-formed XML; download it again');
  }
  if (fault !== null) return { fault };
  const [only, ...others] = texts;
  if (only === undefined) return { fault: 'the picture holds no badge; download the badge itself from its issuer' };
  if (others.length > 0)
    return { fault: `the picture holds ${texts.length} badges and one is allowed; have it baked anew` };
  return { text: only };
}

function isBaked(tag: Pick<SaxesTagNS, 'uri' | 'local'>): boolean {
  return BAKED[tag.uri] === tag.local;
}
