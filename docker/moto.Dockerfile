# Debian's moto server in the place of LocalStack, to show that the services are not tuned to one emulator:
#   docker build -f docker/moto.Dockerfile -t activeactive/moto . && AWS_EMULATOR_IMAGE=activeactive/moto docker compose \
#     -f docker-compose.yml -f docker-compose.localstack.yml up --wait
ARG DEBIAN_IMAGE=debian:trixie-slim
FROM ${DEBIAN_IMAGE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-moto python3-flask python3-flask-cors \
    && apt-get clean && rm -rf /var/lib/apt/lists/* /var/log/* /usr/share/doc /usr/share/man \
    && install -d -o 1654 -g 1654 /var/lib/localstack
ENV MOTO_ACCOUNT_ID=000000000000 PYTHONUNBUFFERED=1
USER 1654:1654
CMD ["moto_server", "--host", "0.0.0.0", "--port", "4566"]
