import { badgeDocumentsFormat, readBadgeFile } from './badge-documents/read.ts';
import { caseFormat } from './case/read.ts';
import { caseExporter } from './case/write.ts';
import { catalogueCsvFormat } from './catalogue-csv/read.ts';
import { catalogueCsvExporter } from './catalogue-csv/write.ts';
import { courseCsvFormat } from './course-csv/read.ts';
import { crosswalkFormat } from './crosswalk/read.ts';
import { csvMappingFormat } from './csv-mapping/read.ts';
import { ctdlFormat } from './ctdl/read.ts';
import { ctdlExporter } from './ctdl/write.ts';
import { escoFormat } from './esco/read.ts';
import { escoTabiyaFormat } from './esco-tabiya/read.ts';
import type { Exporter } from './export.ts';
import type { Format, Input } from './format.ts';
import { frameworkCsvFormat } from './framework-csv/read.ts';
import { frameworkCsvExporter } from './framework-csv/write.ts';
import { hrOpenFormat } from './hr-open/read.ts';
import { jdxFormat } from './jdx/read.ts';
import { jdxExporter } from './jdx/write.ts';
import { jobPostingFormat } from './job-posting/read.ts';
import { jobPostingExporter } from './job-posting/write.ts';
import { niceFormat } from './nice/read.ts';
import { nocFormat } from './noc/read.ts';
import { oasisFormat } from './oasis/read.ts';
import { onetFormat } from './onet/read.ts';
import { openBadgesExporter } from './open-badges/write-achievements.ts';
import { osmtCodesFormat } from './rsd/read-codes.ts';
import { rsdCsvFormat } from './rsd/read-csv.ts';
import { rsdFormat } from './rsd/read-json.ts';
import { rsdCsvExporter } from './rsd/write-csv.ts';
import { rsdExporter } from './rsd/write-json.ts';
import { schemaOrgFormat } from './schema-org/read.ts';
import { schemaOrgExporter } from './schema-org/write.ts';

export { type MissingPart, missingParts, withPart } from './badge-documents/missing-parts.ts';
export { type DocumentReading, readBadge, readBadgeDocument } from './badge-documents/read-document.ts';
export { parseJson } from './badge-packaging/json.ts';
export { type JwsParts, readJws } from './badge-packaging/jws.ts';
export { isObject } from './badge-packaging/object.ts';
export { CONTAINERS, type Container, PACKAGINGS, type Packaging, typesOf } from './badge-packaging/packaging.ts';
export { type Unpacked, unpack, unpackDocument, unpackJws } from './badge-packaging/unpack.ts';
export { readHtml } from './html-text.ts';
export { momentFrom } from './open-badges/moment.ts';
export type { PlacedText, Stretch } from './placed-text.ts';
export { badgeDocumentsFormat, readBadgeFile };

/** Every format there is; a new one is a folder and a line here. */
export const formats: readonly Format[] = [
  escoFormat,
  escoTabiyaFormat,
  crosswalkFormat,
  osmtCodesFormat,
  onetFormat,
  niceFormat,
  oasisFormat,
  nocFormat,
  frameworkCsvFormat,
  catalogueCsvFormat,
  caseFormat,
  ctdlFormat,
  hrOpenFormat,
  jdxFormat,
  jobPostingFormat,
  rsdCsvFormat,
  rsdFormat,
  schemaOrgFormat,
  csvMappingFormat,
  courseCsvFormat,
  badgeDocumentsFormat,
];

/** Every way out there is; a new one is a file in its format's folder and a line here. */
export const exporters: readonly Exporter[] = [
  caseExporter,
  catalogueCsvExporter,
  ctdlExporter,
  frameworkCsvExporter,
  jdxExporter,
  jobPostingExporter,
  openBadgesExporter,
  rsdCsvExporter,
  rsdExporter,
  schemaOrgExporter,
];

export function exporterNamed(name: string): Exporter | undefined {
  return exporters.find((exporter) => exporter.name === name);
}

export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}

/** The first format that recognises an input, or undefined. */
export async function recogniseFormat(input: Input): Promise<Format | undefined> {
  for (const format of formats) {
    if (await format.recognises(input)) return format;
  }
  return undefined;
}
