import { documentTitle, readThingParkDocument } from '../../recording/index.ts';
import { createConnection, sendToPlatform, type World } from '../../simulation/index.ts';
import type { Act, Script } from './script.ts';
import { Translation } from './translation.ts';

export interface PerformOptions {
  /** Awaited between two acts that are so many milliseconds apart: real time, for who wants to look on. */
  readonly pause?: (ms: number) => Promise<void>;
  /** Told of each act before it is done. */
  readonly onAct?: (act: Act) => void;
}

/** How much virtual time a request may take. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Lets happen in a world what a script says, at the same distances. The world is one of virtual time that began at the
 * script's start or before it.
 */
export async function perform(world: World, script: Script, options: PerformOptions = {}): Promise<void> {
  const { network, cumulocity } = world;
  for (const plan of script.outages)
    cumulocity.faults.add({ ...plan, match: { ...plan.match, user: world.account.username } });
  for (const devEui of script.devEuis) {
    // What the network said of downlinks is in the script: it says nothing of its own.
    network.addDevice({ codec: 'elsys-ers', devEui, name: devEui });
    network.downlinkFault({ kind: 'no-report', devEui });
  }
  const translation = new Translation(script, world);
  if (!script.setsUp) await setUp(world, script);
  for (const act of script.acts) {
    const wait = act.at - world.clock.now();
    if (wait > 0) {
      await options.pause?.(wait);
      await world.advance(wait);
    }
    options.onAct?.(act);
    await drive(world, carryOut(world, script, translation, act));
  }
}

/** What was there before the recording began: a connection, given to each device. */
async function setUp(world: World, { devEuis }: Script): Promise<void> {
  const connection = await createConnection(world, 'Captured');
  await connection.opened();
  for (const devEui of devEuis) await connection.assign(devEui);
}

/** Time moves on while what was begun is not done: a request may wait for a slow platform. */
async function drive({ virtualClock }: World, work: Promise<void>): Promise<void> {
  let done = false;
  const note = () => {
    done = true;
  };
  work.then(note, note);
  await virtualClock?.advanceUntil(() => done, PATIENCE_MS);
  if (virtualClock !== undefined && !done) throw new Error('An act of the replay came to no end.');
  await work;
}

async function carryOut(world: World, script: Script, translation: Translation, act: Act): Promise<void> {
  const { network, bridge } = world;
  switch (act.kind) {
    case 'document':
      return network.publish(act.devEui, act.document);
    case 'report':
      return network.publish(act.devEui, reportNow(world, act));
    case 'management': {
      const { body, correlation } = act.envelope;
      const answer = await bridge.api({
        method: act.method,
        path: translation.managementPath(act.path),
        ...(body === undefined ? {} : { body: translation.managementBody(body) }),
      });
      translation.learn('management', script.answers.get(`bridge ${correlation.exchange}`), answer.body);
      return;
    }
    case 'platform': {
      const { body, correlation } = act.envelope;
      const answer = await sendToPlatform(world, {
        method: act.method,
        path: await translation.platformPath(act.path),
        ...(body === undefined ? {} : { body: await translation.platformBody(body) }),
      });
      translation.learn('platform', script.answers.get(`cumulocity ${correlation.exchange}`), answer);
    }
  }
}

/** A report of the same downlink: the bridge under test gave it a correlation id of its own. */
function reportNow(
  { network }: World,
  { devEui, document, downlink }: Extract<Act, { kind: 'report' }>,
): unknown {
  const read = readThingParkDocument(document);
  if (read === undefined || downlink === undefined) return document;
  const asked = network.downlinks().filter((one) => one.devEui === devEui)[downlink];
  if (asked?.correlationId === undefined) return document;
  return { [read.root]: { ...read.fields, CorrelationID: asked.correlationId } };
}

/** An act in a few words. */
export function actTitle(act: Act): string {
  if ('method' in act) {
    const where = act.kind === 'management' ? 'management API' : 'somebody in Cumulocity';
    return `${act.method} ${act.path} (${where})`;
  }
  const read = readThingParkDocument(act.document);
  return read === undefined ? act.envelope.title : documentTitle(read);
}
