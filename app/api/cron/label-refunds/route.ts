import { byScheduler } from '@/lib/api/by-scheduler'
import { answerDueRefunds } from '@/lib/labels/answer-due-refunds'

/** Answers refunds of labels in test mode; elsewhere there is nothing to do. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byScheduler(async () => ({
  answered: await answerDueRefunds(),
}))
