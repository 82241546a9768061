import { z } from 'zod';

/** What one commit of a log wrote: entries, and up to where the log was trimmed. */
export interface LogBody {
  readonly texts: readonly string[];
  readonly trimmed?: number | undefined;
}

const headSchema = z.object({ lengths: z.array(z.number()), trimmed: z.number().optional() });
/** The form of files of version 1. */
const jsonSchema = z.object({ entries: z.array(z.string()), trimmed: z.number().optional() });

/** A line of JSON with the entries' lengths, and behind it the entries as they are: texts are not escaped once more. */
export function encodeLogBody({ texts, trimmed }: LogBody): readonly string[] {
  const lengths = texts.map(({ length }) => length);
  return [`${JSON.stringify(trimmed === undefined ? { lengths } : { lengths, trimmed })}\n`, ...texts];
}

/** Reads a body of either version: JSON holds no line break of its own. @throws when it is neither */
export function decodeLogBody(body: string): LogBody {
  const end = body.indexOf('\n');
  if (end === -1) {
    const { entries, trimmed } = jsonSchema.parse(JSON.parse(body));
    return { texts: entries, trimmed };
  }
  const { lengths, trimmed } = headSchema.parse(JSON.parse(body.slice(0, end)));
  let at = end + 1;
  const texts = lengths.map((length) => {
    at += length;
    return body.slice(at - length, at);
  });
  return { texts, trimmed };
}
