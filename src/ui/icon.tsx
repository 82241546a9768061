const PATHS = {
  flow: 'M4 7h6a3 3 0 0 1 3 3v4a3 3 0 0 0 3 3h4M17 14l3 3-3 3M4 17h3',
  dashboard: 'M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z',
  device: 'M12 20v-7M8.5 9.5a5 5 0 0 1 7 0M6 6.5a9 9 0 0 1 12 0M12 13h.01M8 20h8',
  connection: 'M9 7H7a5 5 0 0 0 0 10h2M15 7h2a5 5 0 0 1 0 10h-2M8.5 12h7',
  event: 'M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 21h4',
  driver: 'M8 8h8v8H8zM10 4v4M14 4v4M10 16v4M14 16v4M4 10h4M4 14h4M16 10h4M16 14h4',
  cloud: 'M7 18a4.5 4.5 0 0 1-.5-9A6 6 0 0 1 18 8.5 4.8 4.8 0 0 1 17.5 18z',
  pencil: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM14 6.5l3.5 3.5',
  confirm: 'M5 12.5l4.5 4.5L19 7',
  cancel: 'M6 6l12 12M18 6L6 18',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 7.8h.01',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M6 9l6 6 6-6',
  start: 'M8 5.5v13l10-6.5z',
  stop: 'M7 7h10v10H7z',
  restart: 'M19 12a7 7 0 1 1-2-5M19 4v4h-4',
  send: 'M4 12l16-7-6 15-3-6.5z',
  plus: 'M12 5v14M5 12h14',
} as const;
export type IconName = keyof typeof PATHS;

/** A sign that goes with words: readers of the screen are not told of it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
