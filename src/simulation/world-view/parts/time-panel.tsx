const SPEEDS = [1, 2, 5, 10, 60];

/** How fast time passes, and buttons to change it. */
export function TimePanel({ speed }: { readonly speed: number | undefined }) {
  return (
    <section class="panel" id="time" aria-labelledby="time-heading">
      <h2 id="time-heading">TIME</h2>
      {speed === undefined ? (
        <p class="quiet">
          The bridge runs in a process of its own and has the machine’s clock: time passes as it does outside.
        </p>
      ) : (
        <>
          <p>{speed === 1 ? 'Time passes as outside.' : `Time passes ${speed} times as fast as outside.`}</p>
          <form class="choice" hx-post="/time" hx-target="#time" hx-swap="outerHTML">
            {SPEEDS.map((one) => (
              <button
                key={one}
                type="submit"
                class="button"
                name="speed"
                value={String(one)}
                aria-pressed={one === speed}
              >
                {`× ${one}`}
              </button>
            ))}
          </form>
        </>
      )}
    </section>
  );
}
