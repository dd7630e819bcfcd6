// The package's own entry does nothing but warn about Node 20 on top of this.
declare module 'oidc-provider/lib/provider.js' {
  export { default as Provider } from 'oidc-provider'
}
