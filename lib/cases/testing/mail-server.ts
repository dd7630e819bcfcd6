import { createServer, type AddressInfo } from 'node:net'

export type MailServer = { url: string; mails: { from: string; to: string[]; data: string }[]; close(): Promise<void> }

/** A small mail server that stores what it receives (RFC 5321). With `refuse` it accepts no recipient. */
export async function startMailServer({ refuse = false } = {}): Promise<MailServer> {
  const mails: MailServer['mails'] = []
  const server = createServer((socket) => {
    const say = (line: string) => void socket.write(`${line}\r\n`)
    let mail = { from: '', to: [] as string[], data: '' }
    let inData = false
    let buffer = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      buffer += String(chunk)
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        if (inData) {
          if (line === '.') {
            inData = false
            mails.push(mail)
            mail = { from: '', to: [], data: '' }
            say('250 kept')
          } else mail.data += `${line.replace(/^\.\./, '.')}\r\n`
        } else if (/^(EHLO|HELO)/i.test(line)) say('250 mail.test')
        else if (/^MAIL FROM:/i.test(line)) {
          mail.from = line
          say('250 ok')
        } else if (/^RCPT TO:/i.test(line)) {
          if (!refuse) mail.to.push(line)
          say(refuse ? '550 nobody here' : '250 ok')
        } else if (/^DATA/i.test(line)) {
          inData = true
          say('354 go on')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else say('250 ok')
      }
    })
    say('220 mail.test')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
