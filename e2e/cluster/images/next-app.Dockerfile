FROM e2e-debian
COPY node /usr/local/bin/node
COPY app /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/node", "server.js"]
