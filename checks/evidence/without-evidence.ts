/** A requirement of the report that was tested, by its verdict's colour. */
const TESTED = /<article class="requirement (?:passed|failed|blocked)" id="([^"]+)">([\s\S]*?)<\/article>/g;
/** What a reader can check a verdict by: facts, a diagram, a picture. */
const EVIDENCE = /<(?:div class="exhibit"|details class="diagram"|figure\b)/;

/** The tested requirements of an acceptance report, and those of them that show no evidence. */
export function withoutEvidence(html: string): {
  readonly tested: readonly string[];
  readonly bare: readonly string[];
} {
  const articles = [...html.matchAll(TESTED)].map(([, id = '', content = '']) => ({ id, content }));
  const bare = articles.filter(({ content }) => !EVIDENCE.test(content));
  return { tested: articles.map(({ id }) => id), bare: bare.map(({ id }) => id) };
}
