/** A fault that is there now. */
export interface Applied {
  /** Rejects where it stays. */
  readonly undo: () => Promise<void>;
  /** What becomes of it, or what undoes it, should this process be killed. */
  readonly ifKilled: string;
}
