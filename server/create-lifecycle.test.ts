import { expect, it } from 'vitest'
import { createLifecycle, StoppedWhileStarting } from './create-lifecycle'

function observe() {
  const events: string[] = []
  const lifecycle = createLifecycle({ print: (line) => events.push(line), exit: (code) => events.push(`exit ${code}`) })
  return { events, lifecycle }
}

it('stops in the reverse order, once, whoever asks', async () => {
  const { events, lifecycle } = observe()
  lifecycle.add('first', () => void events.push('first stopped'))
  lifecycle.add('second', () => void events.push('second stopped'))
  await Promise.all([lifecycle.stop('Stopping…', 0), lifecycle.stop('again', 1)])
  expect(events).toEqual(['Stopping…', 'second stopped', 'first stopped', 'exit 0'])
})

it('stops the rest when a part ends by itself, but not when it was asked to', async () => {
  const { events, lifecycle } = observe()
  lifecycle.add('rest', () => void events.push('rest stopped'))
  await lifecycle.stopAfter('The database', Promise.resolve('SIGKILL'))
  await lifecycle.stopAfter('The web server', Promise.resolve('exit code 143'))
  expect(events).toEqual(['The database ended by itself (SIGKILL).', 'rest stopped', 'exit 1'])
})

it('goes on to the next part when one cannot be stopped, and says so', async () => {
  const { events, lifecycle } = observe()
  lifecycle.add('first', () => void events.push('first stopped'))
  lifecycle.add('second', () => Promise.reject(new Error('stuck')))
  await lifecycle.stop('', 0)
  expect(events).toEqual(['second could not be stopped: stuck', 'first stopped', 'exit 1'])
})

it('waits for the step that a start is at, stops what it started, and goes no further', async () => {
  const { events, lifecycle } = observe()
  let finishStep: () => void = () => undefined
  const step = new Promise<void>((resolve) => (finishStep = resolve))
  const running = lifecycle.run(async () => {
    await step
    lifecycle.add('the step', () => void events.push('step stopped'))
    lifecycle.checkpoint()
    events.push('went on')
  })
  const stopped = lifecycle.stop('Stopping…', 0)
  finishStep()
  await expect(running).rejects.toThrow(StoppedWhileStarting)
  await stopped
  expect(events).toEqual(['Stopping…', 'step stopped', 'exit 0'])
})
