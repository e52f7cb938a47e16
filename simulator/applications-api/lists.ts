import type { Members } from './json-as-it-came.ts';

/** A page of applications, as HAL. */
export function pageOf(all: readonly Members[], { pathname, searchParams }: URL): Members {
  const pageSize = Number(searchParams.get('page_size') ?? 10);
  const page = Number(searchParams.get('page') ?? 1);
  return {
    page_size: pageSize,
    page,
    total_items: all.length,
    total_pages: Math.ceil(all.length / pageSize),
    _embedded: { applications: all.slice((page - 1) * pageSize, page * pageSize) },
    _links: { self: { href: `${pathname}?page_size=${String(pageSize)}&page=${String(page)}` } },
  };
}

/** Numbers API 1.1: `{}` without a number; a page of `size` (10, at most 100), the first one is `index` 1. */
export function numbersOf({ searchParams }: URL, numbers: readonly (readonly [string, string])[]): Members {
  const wanted = searchParams.get('application_id');
  const found = numbers.filter(([, application]) => wanted === null || wanted === application);
  if (found.length === 0) return {};
  const size = Math.min(100, Number(searchParams.get('size') ?? 10));
  const index = Number(searchParams.get('index') ?? 1);
  return {
    count: found.length,
    numbers: found.slice((index - 1) * size, index * size).map(([msisdn, application]) => ({
      country: 'GB',
      msisdn,
      type: 'mobile-lvn',
      features: ['VOICE'],
      voiceCallbackType: 'app',
      voiceCallbackValue: application,
      app_id: application,
    })),
  };
}
