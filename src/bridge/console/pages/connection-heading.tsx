import type { Connection } from '../../connections/connection.ts';
import { Crumbs } from '../page.tsx';
import { pathTo } from '../paths.ts';

export interface ConnectionHeadingProps {
  readonly connection: Connection;
  /** Whether it joins a page that is open, in the place of the one there. */
  readonly beside?: boolean;
}

/** CONNECTIONS > X, and the name. */
export function ConnectionHeading({ connection: { name }, beside = false }: ConnectionHeadingProps) {
  return (
    <div id="heading" {...(beside ? { 'hx-swap-oob': 'true' } : {})}>
      <Crumbs way={[{ label: 'CONNECTIONS', href: pathTo('connections') }]} here={name} />
      <h1>{name}</h1>
    </div>
  );
}
