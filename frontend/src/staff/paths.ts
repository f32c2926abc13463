/** Every address of the staff pages. */
export const paths = {
  inbox: '/staff',
  /** The inbox with a view and filters, kept in the address so that going back brings them back. */
  inboxWith: (query: Record<string, string>) => `/staff?${new URLSearchParams(query).toString()}`,
  case: (number: string) => `/staff/cases/${number}`,
  register: '/staff/register',
  /** Enters a sheet of the paper book. */
  sheet: (office: string, sheet: number) =>
    `/staff/register?channel=paper&office=${encodeURIComponent(office)}&sheet=${sheet}`,
  /** Files what the front desk could not solve. */
  registerIncident: (incident: string) =>
    `/staff/register?incident=${encodeURIComponent(incident)}`,
  consultations: '/staff/consultations',
  transfers: '/staff/transfers',
  precedents: '/staff/precedents',
  templates: '/staff/templates',
  book: '/staff/book',
  incidents: '/staff/incidents',
} as const
