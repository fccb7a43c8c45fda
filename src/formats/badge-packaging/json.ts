import stripJsonComments from 'strip-json-comments';

/** Deepest nesting that is read; every vector of the specifications has less than fifteen. */
const DEPTH_AT_MOST = 100;

type Parsed = { readonly value: unknown } | { readonly fault: string };

/**
 * A text as JSON no deeper than 100 levels, or why it is none. Comments are left out, as the public validator of 1EdTech
 * does: a proof covers what a document says, not how it is written.
 */
export function parseJson(text: string): Parsed {
  const tooDeep = `it is nested deeper than ${DEPTH_AT_MOST} levels; leave out what is inside`;
  if (nestsDeeper(text)) return { fault: tooDeep };
  const plain = tryJson(text);
  if ('value' in plain || !/\/[/*]/u.test(text)) return plain;
  const bare = tryJson(stripJsonComments(text));
  return 'value' in bare ? bare : plain;
}

function tryJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.toWellFormed() : '';
    return { fault: `it is not JSON (${reason}); save the document as the issuer gave it` };
  }
}

/** Counted in the text, so that no parser has to survive what is refused. */
function nestsDeeper(text: string): boolean {
  let [depth, inString] = [0, false];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > DEPTH_AT_MOST) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}
