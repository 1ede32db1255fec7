/** Which purpose stands behind which consent type of Google; the head's snippet and the tag need the same. */

export const consentMode = { analytics_storage: 'analytics' } as const
