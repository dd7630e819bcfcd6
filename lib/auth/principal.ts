/** Who acts: a person or an API key, in one team. The database checks it again with every move of money. */
export type Principal = { type: 'user' | 'api_key'; id: string; teamId: number }
