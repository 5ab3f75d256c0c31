# Stand-ins for Microsoft's images where no registry answers: Debian and this machine's own .NET. Made by './aa images' only.
# Context 'dotnet' is the machine's .NET folder, 'packages' the NuGet packages that the lab's programs are built with, so that
# the build itself needs no network.
ARG DEBIAN_IMAGE=debian:trixie-slim

FROM ${DEBIAN_IMAGE} AS debian
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3t64 libstdc++6 zlib1g \
    && apt-get clean && rm -rf /var/lib/apt/lists/* /var/log/*
ENV DOTNET_ROOT=/usr/share/dotnet DOTNET_RUNNING_IN_CONTAINER=true DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 \
    PATH=$PATH:/usr/share/dotnet

FROM debian AS aspnet
COPY --from=dotnet host /usr/share/dotnet/host
COPY --from=dotnet shared /usr/share/dotnet/shared
COPY --from=dotnet dotnet /usr/share/dotnet/

FROM debian AS sdk
COPY --from=dotnet . /usr/share/dotnet
COPY --from=packages . /root/.nuget/packages
