/** Every address of the staff pages. */
export const paths = {
  inbox: '/staff',
  /** The inbox with a view and filters, kept in the address so that going back brings them back. */
  inboxWith: (query: Record<string, string>) => `/staff?${new URLSearchParams(query).toString()}`,
  case: (number: string) => `/staff/cases/${number}`,
  register: '/staff/register',
} as const
