FROM e2e-debian
COPY java /opt/java
COPY auth-simulator.jar /app/auth-simulator.jar
USER 65532:65532
ENTRYPOINT ["/opt/java/bin/java", "-Xmx64m", "-XX:+UseSerialGC", "-jar", "/app/auth-simulator.jar", "--host", "0.0.0.0", "--prefix", "/auth/v1"]
