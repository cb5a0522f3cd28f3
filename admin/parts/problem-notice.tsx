/** Something could not be loaded, and there is nothing older to show. */
export function ProblemNotice({ message, retry }: { readonly message: string; readonly retry: () => void }) {
  return (
    <section class="card notice" role="alert">
      <h2>This could not be loaded</h2>
      <p>{message} It is tried again every few seconds.</p>
      <button class="button" type="button" onClick={retry}>
        Try now
      </button>
    </section>
  );
}
