// Asks for a snapshot once per second while the page is seen, and knows since when nobody answers.

const EVERY = 1000;
const PATIENCE = 3000;

export class Poll {
  #answered;
  #silent;
  #goneSince = null;
  #timer = 0;
  #asking = false;

  /** Calls answered(snapshot), and silent(sinceMillis, reason) once per failed attempt. */
  constructor(answered, silent) {
    this.#answered = answered;
    this.#silent = silent;
    document.addEventListener('visibilitychange', () => this.#next());
    this.#next();
  }

  #next() {
    clearTimeout(this.#timer);
    if (!document.hidden && !this.#asking) this.#ask();
  }

  async #ask() {
    this.#asking = true;
    const asked = performance.now();
    try {
      const response = await fetch('/api/snapshot', {cache: 'no-store', signal: AbortSignal.timeout(PATIENCE)});
      if (!response.ok) throw new Error(`the agent answers ${response.status}: ${(await response.text()).trim()}`);
      const snapshot = await response.json();
      this.#goneSince = null;
      this.#answered(snapshot);
    } catch (error) {
      this.#goneSince ??= Date.now();
      this.#silent(this.#goneSince, error);
    }
    this.#asking = false;
    if (!document.hidden) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#next(), Math.max(100, EVERY - (performance.now() - asked)));
    }
  }
}
