/**
 * Conversation and leg of every probe of `link verify`, of no shape that a call's id has. The event is journaled: its fields
 * are the same all day, so that a bucket keeps one object a day of it, `calls/<day>/link-probe/…`, however often it is sent.
 */
export const PROBE_ID = 'link-probe';

/**
 * The conversation of every event that `link tune` sends to measure. Each event is another one, since a journal's write is
 * what takes time: `calls/<day>/link-tune/…` holds them.
 */
export const TUNE_ID = 'link-tune';
