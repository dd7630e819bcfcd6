/** What an identity provider says of a person. Only `sub` is sure to be there. */
export type Claims = Record<string, unknown>
