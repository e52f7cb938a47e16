/** Says to all that wait in a world that something breaks, or is whole again. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Returns how to stop listening. */
  each(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The work's result, or `otherwise` at the first change after which it is so. */
  async unless<T, Otherwise>(
    isSo: () => boolean,
    work: Promise<T>,
    otherwise: Otherwise,
  ): Promise<T | Otherwise> {
    let stop: () => void = () => undefined;
    const changed = new Promise<Otherwise>((resolve) => {
      stop = this.each(() => {
        if (isSo()) resolve(otherwise);
      });
    });
    try {
      return await Promise.race([work, changed]);
    } finally {
      stop();
    }
  }
}
