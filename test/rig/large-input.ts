/** A framework of our own words as `framework-csv`: each skill under the one before its half, and related to its neighbour. */
export function frameworkTable(skills: number, code = 'large', wording = 'Skill'): string {
  const rows = Array.from({ length: skills }, (_, index) => {
    const broader = index > 1 ? `urn:${code}:${Math.floor(index / 2)}` : '';
    return `${code},urn:${code}:${index},SKILL,${wording} ${index},${broader},urn:elsewhere:${index % 97}`;
  });
  return ['framework_code,uri,kind,label_en,broader,related_match', ...rows].join('\n');
}

/** A catalogue of our own words as `catalogue-csv`; its skills are those of `frameworkTable`. */
export function catalogueTable(credentials: number, code = 'large', wording = 'Course'): string {
  const rows = Array.from({ length: credentials }, (_, index) => {
    const partOf = index % 10 === 0 ? '' : `${code}-${(index - (index % 10)) % 7}/c${index - (index % 10)}#group:2`;
    return `${code}-${index % 7},Provider ${index % 7},c${index},${wording} ${index},${partOf},Skill ${index};Unknown ${index % 50},Northwind|HIRES`;
  });
  return ['provider_id,provider_name_en,credential_id,title_en,part_of,skills_taught,partners', ...rows].join('\n');
}
