/** Closes open menus and help bubbles by a choice in them, by Escape and by a click elsewhere. */
export function followDisclosures(): void {
  const open = () => [...document.querySelectorAll<HTMLDetailsElement>('details[data-light][open]')];
  document.addEventListener('click', ({ target }) => {
    for (const details of open()) {
      const chosen = target instanceof Element && target.closest('button') !== null;
      if (chosen || (target instanceof Node && !details.contains(target))) details.open = false;
    }
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const details of open()) {
      details.open = false;
      details.querySelector('summary')?.focus();
    }
  });
}

/** Shows and hides what stands in a password field: `data-eye="<id of the field>"`. */
export function followEyes(): void {
  document.addEventListener('click', ({ target }) => {
    const eye = target instanceof Element ? target.closest('[data-eye]') : null;
    const field = document.getElementById(eye?.getAttribute('data-eye') ?? '');
    if (eye === null || !(field instanceof HTMLInputElement)) return;
    const shown = field.type === 'password';
    field.type = shown ? 'text' : 'password';
    eye.setAttribute('aria-pressed', String(shown));
  });
}

/** Marks fields as invalid while a message stands below them: `data-problem-of="<id of the field>"`. */
export function followProblems(): void {
  document.addEventListener('htmx:afterSettle', () => mark());
  mark();
}

function mark(): void {
  for (const problem of document.querySelectorAll<HTMLElement>('[data-problem-of]')) {
    const field = document.getElementById(problem.dataset.problemOf ?? '');
    if (field === null) continue;
    if (problem.textContent === '') field.removeAttribute('aria-invalid');
    else field.setAttribute('aria-invalid', 'true');
  }
}
