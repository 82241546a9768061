/** Where those who accept the bridge say so, on paper or in the printed file. */
export function SignOff() {
  return (
    <section class="chapter sign-off" id="sign-off">
      <h2>Sign-off</h2>
      <p class="intro">To be filled in by those who decide, with this report as evidence.</p>
      <div class="panel">
        <ul class="decisions" aria-label="Decision">
          {['accepted', 'accepted with the reservations below', 'not accepted'].map((decision) => (
            <li key={decision}>
              <span class="box" aria-hidden="true" /> {decision}
            </li>
          ))}
        </ul>
        <p class="line">Reservations, by the requirements' ids</p>
        <p class="line" />
        <div class="signatures">
          {['Product owner', 'Integration', 'Operator'].map((role) => (
            <dl key={role}>
              <dt>{role}: name</dt>
              <dd />
              <dt>Date</dt>
              <dd />
              <dt>Signature</dt>
              <dd />
            </dl>
          ))}
        </div>
      </div>
    </section>
  );
}
