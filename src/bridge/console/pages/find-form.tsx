export interface FindFormProps {
  readonly href: string;
  readonly value: string | undefined;
  readonly placeholder: string;
}

/** Looks for a text in a list, which has the id `list`, while one writes. */
export function FindForm({ href, value = '', placeholder }: FindFormProps) {
  return (
    <form
      class="filters"
      method="get"
      action={href}
      hx-get={href}
      hx-trigger="input changed delay:250ms from:find #q, submit"
      hx-target="#list"
      hx-swap="outerHTML"
    >
      <label for="q">
        Find
        <input id="q" name="q" type="search" value={value} placeholder={placeholder} autocomplete="off" />
      </label>
    </form>
  );
}
