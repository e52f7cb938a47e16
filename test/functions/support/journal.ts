import type { JournalEntry } from '../../../contracts/journal/journal-entry.ts';
import type { JournalBucket } from '../../../functions/ports.ts';

/** What a bucket does with an entry; `hangs` until it is given up. */
export type BucketBehavior = 'keeps' | 'has-it' | 'fails' | 'throws' | 'hangs';

export interface FakeBucket extends JournalBucket {
  /** Key → body. */
  readonly objects: Map<string, string>;
  /** Keys in the order in which they were offered. */
  readonly asked: string[];
  /** How many requests were given up from outside. */
  readonly givenUp: () => number;
}

/** A journal bucket in memory. */
export function fakeBucket(region: string, behavior: BucketBehavior = 'keeps'): FakeBucket {
  const objects = new Map<string, string>();
  const asked: string[] = [];
  let givenUp = 0;
  return {
    region,
    objects,
    asked,
    givenUp: () => givenUp,
    keep: ({ key, body }: JournalEntry, signal) => {
      asked.push(key);
      switch (behavior) {
        case 'keeps': {
          if (objects.has(key)) return Promise.resolve('already-there');
          objects.set(key, body);
          return Promise.resolve('written');
        }
        case 'has-it':
          return Promise.resolve('already-there');
        case 'fails':
          return Promise.reject(new Error('S3 answered 503: SlowDown.'));
        case 'throws':
          throw new Error('a broken bucket');
        case 'hangs':
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              givenUp += 1;
              reject(signal.reason as Error);
            });
          });
      }
    },
  };
}
