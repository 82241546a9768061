import type { OperationName, TargetDescription } from './description.ts';
import type { HttpAnswer } from './http-call.ts';
import { valueAt } from './template.ts';

type Answers = NonNullable<TargetDescription['answers']>;

/** As the product answers what it has carried out. */
const STATUS: Partial<Record<OperationName, number>> = { create: 201, delete: 204 };

const CONNECTOR = 'actility-cumulocity-iot';

/** An answer of a bridge whose API has another shape, as the product would have given it. */
export function inProductForm(
  name: OperationName,
  { status, text }: HttpAnswer,
  answers: Answers | undefined,
): { readonly status: number; readonly body: unknown } {
  const body = parsed(text);
  if (status < 200 || status >= 300) return { status, body };
  const read = (document: unknown) => (answers === undefined ? document : connectionIn(document, answers));
  const list = answers?.list === undefined ? body : valueAt(body, answers.list);
  return {
    status: STATUS[name] ?? 200,
    body: name === 'list' ? (Array.isArray(list) ? list.map(read) : list) : read(body),
  };
}

function connectionIn(document: unknown, answers: Answers): unknown {
  const id = valueAt(document, answers.id);
  if (id === undefined) return document;
  const state = String(valueAt(document, answers.state));
  return {
    id: String(id),
    connectorId: CONNECTOR,
    name: valueAt(document, answers.name) ?? '',
    active: valueAt(document, answers.active) ?? true,
    configuration: valueAt(document, answers.configuration) ?? {},
    state: answers.states[state] ?? state,
  };
}

/** The JSON of a text; undefined where there is none. */
export function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
