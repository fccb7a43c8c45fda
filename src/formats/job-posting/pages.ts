import { Parser } from 'htmlparser2';
import { asUtf8 } from '../as-utf8.ts';
import { parseJson } from '../badge-packaging/json.ts';
import type { InputFile, Report } from '../format.ts';
import type { JsonDocument } from '../json-documents.ts';

/** Largest script that is read, in characters. */
const SCRIPT_AT_MOST = 4_000_000;

/**
 * The JSON-LD of a page: what its `<script type="application/ld+json">` hold, one value a script, each at the line its script begins
 * on. A script that is no JSON is an issue; the others are read.
 */
export async function* scriptsOf(file: InputFile, report: Report): AsyncGenerator<JsonDocument> {
  const decoder = new TextDecoder();
  const found: { line: number; text: string }[] = [];
  let script: { line: number; text: string } | null = null;
  let [lines, begin] = [1, 0];
  let chunk = '';
  const parser = new Parser({
    onopentag: (name, attributes) => {
      const isData = name === 'script' && /^application\/ld\+json\b/iu.test(attributes.type?.trim() ?? '');
      const before = chunk.slice(0, Math.max(0, parser.startIndex - begin));
      if (isData) script = { line: lines + breaksIn(before), text: '' };
    },
    ontext: (text) => {
      if (script && script.text.length <= SCRIPT_AT_MOST) script.text += text;
    },
    onclosetag: (name) => {
      if (name === 'script' && script) found.push(script);
      if (name === 'script') script = null;
    },
  });
  for await (const bytes of asUtf8(file.bytes())) {
    chunk = decoder.decode(bytes, { stream: true });
    parser.write(chunk);
    lines += breaksIn(chunk);
    begin += chunk.length;
    for (const each of found.splice(0)) yield* jsonOf(each, file, report);
  }
  parser.end();
  for (const each of found.splice(0)) yield* jsonOf(each, file, report);
}

function* jsonOf(
  { line, text }: { line: number; text: string },
  file: InputFile,
  report: Report,
): Generator<JsonDocument> {
  const place = { file: file.name, line };
  if (text.length > SCRIPT_AT_MOST) {
    const message = `the script has more than ${SCRIPT_AT_MOST} characters; shorten what it holds`;
    report({ severity: 'ERROR', code: 'CELL_TOO_LARGE', place, message });
    return;
  }
  // Pages wrap it in comments for the sake of old browsers.
  const parsed = parseJson(text.replace(/^\s*(?:<!--|\/\/\s*<!\[CDATA\[)|(?:-->|\/\/\s*\]\]>)\s*$/gu, ''));
  if ('value' in parsed) yield { place, value: parsed.value };
  else report({ severity: 'ERROR', code: 'JSON_INVALID', place, message: parsed.fault, raw: text.slice(0, 200) });
}

function breaksIn(text: string): number {
  return text.match(/\n/gu)?.length ?? 0;
}
