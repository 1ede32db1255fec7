/** Everything below `/api/privacy` belongs to PrivacyKit. */
import { startPrivacy } from '../../../privacy-server.ts'

const handle = async (request: Request): Promise<Response> => (await startPrivacy()).fetch(request)

export { handle as DELETE, handle as GET, handle as POST, handle as PUT }
