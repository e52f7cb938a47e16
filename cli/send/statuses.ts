type Fields = Readonly<Record<string, unknown>>;

/** What an event of a status has besides the fields that all have (webhook reference of the Voice API). */
export const BY_STATUS: Readonly<Record<string, (at: string) => Fields>> = {
  started: () => ({}),
  ringing: () => ({}),
  answered: () => ({ start_time: null, rate: null, network: null }),
  busy: () => ({ sip_code: 486 }),
  cancelled: () => ({}),
  unanswered: () => ({ detail: 'unavailable', sip_code: 480 }),
  rejected: () => ({ detail: 'declined', sip_code: 603 }),
  failed: () => ({ detail: 'cannot_route', sip_code: 404 }),
  timeout: () => ({}),
  human: () => ({}),
  machine: () => ({ sub_state: 'beep_start' }),
  completed: (at) => ({
    start_time: at,
    end_time: at,
    duration: '2',
    rate: '0.00450000',
    price: '0.00015000',
    network: 'GB-FIXED',
    disconnected_by: 'user',
    sip_code: 200,
  }),
  disconnected: () => ({}),
};

export const STATUSES: readonly string[] = Object.keys(BY_STATUS);
