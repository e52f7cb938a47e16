/** The most steps that a call takes unless the settings say otherwise; then the person. */
export const MOST_STEPS = 50;

/** How long a call may take steps unless the settings say otherwise, minutes from its start; then the person. */
export const MOST_MINUTES = 30;

/**
 * How long a call's state is accepted after that, s: an action that began in time may still ring, play or record. The
 * previous signature secret is kept as long, because a state is sealed with it.
 */
export const STATE_LIFE_AFTER_S = 15 * 60;

/** The largest state of a call, bytes of JSON. */
export const STATE_BYTES = 1024;

/** An event URL is shorter than this, characters. */
export const EVENT_URL_CHARACTERS = 2000;
