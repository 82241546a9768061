import { z } from 'zod';
import { planOf } from './fault-choices.ts';
import { readPaste } from './pasted-uplinks.ts';
import type { ViewedWorld } from './viewed-world.ts';

/** What came of something that somebody wanted done, in words. */
export type Done = { readonly told: string } | { readonly problem: string };

const uplinkFormSchema = z.object({
  device: z.string(),
  temperature: z
    .string()
    .trim()
    .transform((text) => (text === '' ? undefined : Number(text)))
    .pipe(z.number({ error: 'The temperature must be a number.' }).optional()),
  hex: z.string().trim().default(''),
  fPort: z.coerce.number({ error: 'The FPort must be a number.' }).default(1),
});

/** Lets a device send: bytes where some are given, else a temperature. */
export async function sendUplink({ network }: ViewedWorld, form: URLSearchParams): Promise<Done> {
  const read = uplinkFormSchema.safeParse(Object.fromEntries(form));
  if (!read.success) return { problem: read.error.issues[0]?.message ?? 'The form can’t be read.' };
  const { device: devEui, hex, fPort, temperature = 20 } = read.data;
  try {
    const device = network.device(devEui);
    const sent = await device.send(hex === '' ? { temperature } : { hex, fPort });
    return { told: `${device.name} has sent uplink ${sent.fCntUp}.` };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** Publishes documents as they were pasted, each in the name of its device. */
export async function publishDocuments({ network }: ViewedWorld, form: URLSearchParams): Promise<Done> {
  const read = readPaste(form.get('documents') ?? '');
  if ('problem' in read) return read;
  try {
    for (const { devEui, document } of read.uplinks) await network.publish(devEui, document);
  } catch (error) {
    return { problem: messageOf(error) };
  }
  const count = read.uplinks.length;
  return { told: `${count} document${count === 1 ? ' is' : 's are'} published.` };
}

/** Switches a fault of Cumulocity on. */
export function switchFaultOn({ twin, account }: ViewedWorld, form: URLSearchParams): Done {
  const plan = planOf(form, account.username);
  if (plan === undefined) return { problem: 'There is no such fault.' };
  twin.faults.add(plan);
  return { told: 'The fault is switched on.' };
}

/** Lets time pass at another speed. */
export function changeSpeed({ time }: ViewedWorld, form: URLSearchParams): Done {
  const speed = Number(form.get('speed'));
  if (time === undefined) return { problem: 'Time can’t be changed here.' };
  if (!(speed >= 0.1 && speed <= 1000)) return { problem: 'The speed must be from 0.1 to 1000.' };
  time.setSpeed(speed);
  return { told: `Time passes ${speed} times as fast as outside.` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
