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
